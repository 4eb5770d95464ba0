-- Rules of the unit, problems until they are crossed off, next year's proposals, what is stated of the whole unit.

CREATE TABLE institution (
    unit       BIGINT NOT NULL,
    year       BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    document   TEXT   NOT NULL,
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL, -- empty where no end is set
    PRIMARY KEY (unit, year, title, document)
);

-- One row per event: found, put right, crossed off.
CREATE TABLE rectification (
    unit    BIGINT NOT NULL,
    year    BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    problem TEXT   NOT NULL,
    source  TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    date    TEXT   NOT NULL,
    person  TEXT   NOT NULL,
    due     TEXT   NOT NULL, -- empty but for the finding
    text    TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

CREATE TABLE quota_proposal (
    unit    BIGINT NOT NULL,
    year    BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    project TEXT   NOT NULL,
    amount  BIGINT NOT NULL, -- fen, of the next year
    reason  TEXT   NOT NULL,
    problem TEXT   NOT NULL, -- empty where it follows from results alone
    PRIMARY KEY (unit, year, project)
);

CREATE TABLE unit_fact (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    this_year BIGINT NOT NULL, -- fen, or a number of people or things
    last_year TEXT   NOT NULL, -- the same of the year before; empty where nobody says it
    basis     TEXT   NOT NULL,
    office    TEXT   NOT NULL,
    PRIMARY KEY (unit, year, name)
);
