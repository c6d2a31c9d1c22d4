-- A job folds old rows of space_usage into one of the same table; nothing is kept in the space itself.
ALTER TABLE space DROP COLUMN used_bytes;
-- Folders with a rule of their own are looked up by space when a folder moves.
ALTER TABLE node ADD KEY node_own_rule (tenant_id, space_id, own_rule);
