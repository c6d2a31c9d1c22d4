-- Folders by the folder they lie in: a search within a folder finds all below it without looking at a single document.
ALTER TABLE node
  ADD COLUMN folder_of BINARY(16) AS (CASE kind WHEN 'FOLDER' THEN parent_id END) VIRTUAL COMMENT 'null: of a document',
  ADD KEY node_folders (tenant_id, folder_of);
