-- Looking again: tasks to check papers and places, samples, re-checks.

-- One event of a task: that it was given to somebody, or its result.
CREATE TABLE check_task (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    task      TEXT   NOT NULL,
    holder    TEXT   NOT NULL,
    indicator TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    act       TEXT   NOT NULL,
    date      TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    due       TEXT   NOT NULL, -- empty for a result
    text      TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);

-- A sample as it was drawn.
CREATE TABLE sample (
    unit     BIGINT NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    seed     BIGINT NOT NULL,
    share    BIGINT NOT NULL, -- hundredths of a percent
    date     TEXT   NOT NULL,
    projects TEXT   NOT NULL, -- ["P1",…] in the order of the draw, as JSON
    PRIMARY KEY (unit, year, seq)
);

-- What a reviewer gives an indicator.
CREATE TABLE recheck (
    unit      BIGINT NOT NULL,
    year      BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    project   TEXT   NOT NULL,
    indicator TEXT   NOT NULL,
    reached   TEXT   NOT NULL,
    points    BIGINT NOT NULL, -- hundredths
    date      TEXT   NOT NULL,
    done_by   TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    PRIMARY KEY (unit, year, seq)
);
