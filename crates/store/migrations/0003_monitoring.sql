-- Monitoring: rounds, what is reported in them, tasks of correction, proposals to freeze.

CREATE TABLE monitor_round (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    as_of    TEXT   NOT NULL,
    deadline TEXT   NOT NULL,
    PRIMARY KEY (unit, year, name)
);

CREATE TABLE monitor_report (
    unit        BIGINT NOT NULL,
    year        BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    round       TEXT   NOT NULL,
    holder      TEXT   NOT NULL,
    indicator   TEXT   NOT NULL, -- empty for the money
    value       TEXT   NOT NULL, -- empty where the actual value of the day says it
    expected    TEXT   NOT NULL, -- of the whole year; yuan for the money; empty where nobody says it
    likelihood  TEXT   NOT NULL,
    cause       TEXT   NOT NULL, -- empty where nothing keeps it from its course
    reason      TEXT   NOT NULL,
    measure     TEXT   NOT NULL,
    reported_by TEXT   NOT NULL,
    date        TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

-- One row per event: opened, extended, closed.
CREATE TABLE correction (
    unit    BIGINT NOT NULL,
    year    BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    task    TEXT   NOT NULL,
    project TEXT   NOT NULL,
    round   TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    date    TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    due     TEXT   NOT NULL, -- empty for a closing
    text    TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

-- One row per event: proposed, decided.
CREATE TABLE freeze_proposal (
    unit       BIGINT NOT NULL,
    year       BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    proposal   TEXT   NOT NULL,
    project    TEXT   NOT NULL,
    act        TEXT   NOT NULL,
    date       TEXT   NOT NULL,
    amount     BIGINT NOT NULL, -- fen
    reason     TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    voucher    TEXT   NOT NULL, -- the voucher that freezes, or empty
    PRIMARY KEY (unit, year, seq)
);
