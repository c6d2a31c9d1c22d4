-- A bell that rings while its job runs: the run may have looked before what the bell is about was committed.
ALTER TABLE job_run ADD COLUMN again BOOLEAN NOT NULL DEFAULT FALSE AFTER fence;
