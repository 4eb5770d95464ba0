-- Imports that are too large for one commit: one row per commit, with the vouchers that it brought.
CREATE TABLE import_batch (
    unit   BIGINT NOT NULL,
    year   BIGINT NOT NULL,
    seq    BIGINT NOT NULL,
    import TEXT   NOT NULL, -- the first digits of the hash of its files
    number BIGINT NOT NULL, -- 0 with what is registered, then 1, 2, 3 …
    files  TEXT   NOT NULL, -- the hash of its files
    total  BIGINT NOT NULL, -- instructions that the files have
    done   BIGINT NOT NULL, -- of these recorded with this batch and those before it
    PRIMARY KEY (unit, year, import, number)
);
