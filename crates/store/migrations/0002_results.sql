-- Projects and their results: the library, goals, actual values, evidence.

-- The steps that a project took, or was refused.
CREATE TABLE project_step (
    unit       BIGINT NOT NULL,
    year       BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    project    TEXT   NOT NULL,
    step       TEXT   NOT NULL,
    date       TEXT   NOT NULL,
    outcome    TEXT   NOT NULL,
    document   TEXT   NOT NULL,
    opinion    TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

CREATE INDEX project_step_of ON project_step (unit, year, project);

-- What an expert gives a project that was declared.
CREATE TABLE appraisal (
    unit    BIGINT NOT NULL,
    year    BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    project TEXT   NOT NULL,
    expert  TEXT   NOT NULL,
    scores  TEXT   NOT NULL, -- [["立项必要性",1500],…]: criteria with hundredths of a point, as JSON
    PRIMARY KEY (unit, year, project, expert)
);

-- The holder of a goal, an indicator, an actual value or a paper is empty for the whole unit, else the code of a
-- project or the name of a transfer payment behind its mark.
CREATE TABLE goal (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    holder   TEXT   NOT NULL,
    horizon  TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    text     TEXT   NOT NULL,
    date     TEXT   NOT NULL,
    document TEXT   NOT NULL,
    reason   TEXT   NOT NULL,
    PRIMARY KEY (unit, year, holder, horizon, version)
);

CREATE TABLE indicator (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    holder   TEXT   NOT NULL,
    horizon  TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    level1   TEXT   NOT NULL,
    level2   TEXT   NOT NULL,
    operator TEXT   NOT NULL,
    target   TEXT   NOT NULL,
    measure  TEXT   NOT NULL,
    weight   BIGINT NOT NULL, -- hundredths of a point
    shape    TEXT   NOT NULL,
    basis    TEXT   NOT NULL,
    evidence TEXT   NOT NULL,
    figure   TEXT   NOT NULL, -- the key of the figure that is its actual value, or empty
    office   TEXT   NOT NULL,
    document TEXT   NOT NULL,
    PRIMARY KEY (unit, year, holder, horizon, name, version)
);

CREATE TABLE actual_value (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    holder    TEXT   NOT NULL,
    indicator TEXT   NOT NULL,
    date      TEXT   NOT NULL,
    reached   TEXT   NOT NULL,
    method    TEXT   NOT NULL,
    stated_by TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    measure   TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

CREATE TABLE evidence (
    unit         BIGINT NOT NULL,
    year         BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    holder       TEXT   NOT NULL,
    indicator    TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    file         TEXT   NOT NULL,
    hash         TEXT   NOT NULL, -- SM3 of the content
    size         BIGINT NOT NULL, -- bytes
    date         TEXT   NOT NULL,
    handed_in_by TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);
