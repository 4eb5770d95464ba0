-- The spine: one unit's year, from vouchers to scores.
--
-- Keys of everything that belongs to a unit begin with unit, then year. Every row names the entry (seq) that made it.
-- Types are those that SQLite and PostgreSQL share: BIGINT, TEXT, BOOLEAN; dates are ISO text; money is whole fen.

-- The surrogate of a unit never changes; codes and names do.
CREATE TABLE unit (
    unit BIGINT NOT NULL PRIMARY KEY,
    code TEXT   NOT NULL UNIQUE
);

-- One history: every change of anything, numbered without gaps per unit and year.
CREATE TABLE entry (
    unit  BIGINT NOT NULL,
    year  BIGINT NOT NULL,
    seq   BIGINT NOT NULL,
    at    TEXT   NOT NULL,
    actor TEXT   NOT NULL,
    kind  TEXT   NOT NULL,
    body  TEXT   NOT NULL,
    algorithm TEXT NOT NULL,
    hash  TEXT   NOT NULL, -- of this entry and of the hash before it
    PRIMARY KEY (unit, year, seq)
);

-- Where the history of a unit and year ends. Whoever writes it locks this row first.
CREATE TABLE head (
    unit  BIGINT NOT NULL,
    year  BIGINT NOT NULL,
    seq   BIGINT NOT NULL,
    moved BIGINT NOT NULL, -- all amounts that were ever moved, together
    held  BIGINT NOT NULL, -- what lies in requests
    closed TEXT  NOT NULL, -- the months that are closed, and the year, with a space between
    hash  TEXT   NOT NULL, -- of the last entry
    PRIMARY KEY (unit, year)
);

-- What is registered.
CREATE TABLE unit_year (
    unit   BIGINT NOT NULL,
    year   BIGINT NOT NULL,
    seq    BIGINT NOT NULL,
    code   TEXT   NOT NULL,
    name   TEXT   NOT NULL,
    region TEXT   NOT NULL,
    policy TEXT   NOT NULL,
    PRIMARY KEY (unit, year)
);

CREATE TABLE office (
    unit  BIGINT NOT NULL,
    year  BIGINT NOT NULL,
    seq   BIGINT NOT NULL,
    code  TEXT   NOT NULL,
    name  TEXT   NOT NULL,
    staff BIGINT NOT NULL,
    PRIMARY KEY (unit, year, code)
);

CREATE TABLE project (
    unit             BIGINT NOT NULL,
    year             BIGINT NOT NULL,
    seq              BIGINT NOT NULL,
    code             TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    office           TEXT   NOT NULL,
    duty             TEXT   NOT NULL,
    activity         TEXT   NOT NULL,
    expenditure_kind TEXT   NOT NULL,
    report_category  TEXT   NOT NULL,
    project_kind     TEXT   NOT NULL,
    start_day        TEXT   NOT NULL,
    end_day          TEXT   NOT NULL,
    total_investment BIGINT NOT NULL,
    PRIMARY KEY (unit, year, code)
);

CREATE TABLE quota_line (
    unit             BIGINT NOT NULL,
    year             BIGINT NOT NULL,
    seq              BIGINT NOT NULL,
    code             TEXT   NOT NULL,
    project          TEXT   NOT NULL,
    fund_nature      TEXT   NOT NULL,
    fund_source      TEXT   NOT NULL,
    functional_class TEXT   NOT NULL,
    economic_class   TEXT   NOT NULL,
    PRIMARY KEY (unit, year, code)
);

CREATE TABLE contract (
    unit        BIGINT NOT NULL,
    year        BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    number      TEXT   NOT NULL,
    project     TEXT   NOT NULL,
    supplier    TEXT   NOT NULL,
    amount      BIGINT NOT NULL,
    signed      TEXT   NOT NULL,
    procurement TEXT   NOT NULL,
    retention   TEXT   NOT NULL,
    PRIMARY KEY (unit, year, number)
);

CREATE TABLE member (
    unit      BIGINT  NOT NULL,
    year      BIGINT  NOT NULL,
    seq       BIGINT  NOT NULL,
    id        TEXT    NOT NULL,
    office    TEXT    NOT NULL,
    work_unit TEXT    NOT NULL,
    post      TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    leader    BOOLEAN NOT NULL,
    PRIMARY KEY (unit, year, id)
);

CREATE TABLE policy (
    unit BIGINT NOT NULL,
    year BIGINT NOT NULL,
    seq  BIGINT NOT NULL,
    id   TEXT   NOT NULL,
    text TEXT   NOT NULL,
    PRIMARY KEY (unit, year, id)
);

CREATE TABLE score_sheet (
    unit   BIGINT NOT NULL,
    year   BIGINT NOT NULL,
    seq    BIGINT NOT NULL,
    member TEXT   NOT NULL,
    office TEXT   NOT NULL, -- empty where the whole unit is scored
    PRIMARY KEY (unit, year, member, office)
);

CREATE TABLE score (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    criterion TEXT   NOT NULL,
    points    BIGINT NOT NULL, -- hundredths
    PRIMARY KEY (unit, year, seq, position)
);

CREATE TABLE description (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    criterion TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    PRIMARY KEY (unit, year, criterion)
);

CREATE TABLE narrative (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    position BIGINT NOT NULL,
    section  TEXT   NOT NULL,
    title    TEXT   NOT NULL,
    text     TEXT   NOT NULL,
    PRIMARY KEY (unit, year, position)
);

-- The ledger. A voucher is what was asked; its transfers are what was decided.
CREATE TABLE voucher (
    unit     BIGINT  NOT NULL,
    year     BIGINT  NOT NULL,
    seq      BIGINT  NOT NULL,
    number   TEXT    NOT NULL,
    act      TEXT    NOT NULL,
    asked_on TEXT    NOT NULL,
    date     TEXT    NOT NULL, -- the business day on which it counts
    line     TEXT    NOT NULL, -- empty where it names another voucher or several lines
    names    TEXT    NOT NULL, -- the voucher that it names, or empty
    amount   BIGINT  NOT NULL, -- 0 for a reversal and for a virement, whose legs stand apart
    counts   TEXT    NOT NULL, -- what money from or to outside counts as: initial, quota, carried
    of_year  BIGINT  NOT NULL, -- the year of the voucher that it names; 0 for this one
    period   TEXT    NOT NULL, -- what it closes or reopens, or empty
    permit   TEXT    NOT NULL, -- the right by which it reopens, or empty
    document TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    payee    TEXT    NOT NULL,
    method   TEXT    NOT NULL,
    contract TEXT    NOT NULL,
    PRIMARY KEY (unit, year, seq),
    UNIQUE (unit, year, number)
);

-- A voucher is reversed at most once.
CREATE UNIQUE INDEX voucher_reversed ON voucher (unit, year, names) WHERE act = 'reversal';

-- What came back or was carried in from earlier years.
CREATE INDEX voucher_of_year ON voucher (unit, of_year, names) WHERE of_year > 0;

-- What the lines of a virement give (below zero) and get.
CREATE TABLE virement_leg (
    unit   BIGINT NOT NULL,
    year   BIGINT NOT NULL,
    seq    BIGINT NOT NULL,
    leg    BIGINT NOT NULL,
    line   TEXT   NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (unit, year, seq, leg)
);

-- Money that goes from one place to another; an empty line and bucket is outside the budget.
CREATE TABLE transfer (
    unit          BIGINT NOT NULL,
    year          BIGINT NOT NULL,
    seq           BIGINT NOT NULL,
    leg           BIGINT NOT NULL,
    date          TEXT   NOT NULL,
    from_line     TEXT   NOT NULL,
    from_bucket   TEXT   NOT NULL,
    from_document TEXT   NOT NULL,
    to_line       TEXT   NOT NULL,
    to_bucket     TEXT   NOT NULL,
    to_document   TEXT   NOT NULL,
    amount        BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (unit, year, seq, leg)
);

-- Kept totals, written with the vouchers and recounted by `verify`.
CREATE TABLE place (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    line     TEXT   NOT NULL,
    bucket   TEXT   NOT NULL,
    document TEXT   NOT NULL, -- empty for available money
    amount   BIGINT NOT NULL CHECK (amount >= 0),
    days     TEXT   NOT NULL, -- [["2020-03-01",fen], …]: the net change of each day that has one, as JSON
    draws    TEXT   NOT NULL, -- [["PLAN",fen], …]: what a request drew on plans and did not give back, as JSON
    PRIMARY KEY (unit, year, line, bucket, document)
);

-- What is paid under each contract, below zero.
CREATE TABLE contract_use (
    unit   BIGINT NOT NULL,
    year   BIGINT NOT NULL,
    number TEXT   NOT NULL,
    amount BIGINT NOT NULL,
    days   TEXT   NOT NULL, -- as in place
    PRIMARY KEY (unit, year, number)
);

CREATE TABLE line_day (
    unit              BIGINT NOT NULL,
    year              BIGINT NOT NULL,
    line              TEXT   NOT NULL,
    date              TEXT   NOT NULL,
    initial           BIGINT NOT NULL,
    initial_movements  BIGINT NOT NULL,
    adjusted          BIGINT NOT NULL,
    adjusted_movements BIGINT NOT NULL,
    planned           BIGINT NOT NULL,
    planned_movements  BIGINT NOT NULL,
    held              BIGINT NOT NULL,
    held_movements     BIGINT NOT NULL,
    paid              BIGINT NOT NULL,
    paid_movements     BIGINT NOT NULL,
    frozen            BIGINT NOT NULL,
    frozen_movements   BIGINT NOT NULL,
    carried           BIGINT NOT NULL,
    carried_movements  BIGINT NOT NULL,
    PRIMARY KEY (unit, year, line, date)
);
