-- The other way to send a document in parts: a folder of chunks under a name that the client has chosen, in any order.
ALTER TABLE resumable_upload
  ADD COLUMN folder VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL COMMENT 'the name of the folder of chunks; null: an upload by tus, or one that is finished',
  ADD UNIQUE KEY resumable_upload_folder (tenant_id, account_id, folder);

ALTER TABLE upload_part
  ADD COLUMN name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL COMMENT 'of a chunk: their order at the end';
