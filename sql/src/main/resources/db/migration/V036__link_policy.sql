-- What a tenant allows those who give documents out by links and take them in by receive folders.
ALTER TABLE policy
  ADD COLUMN link_longest_days TINYINT NOT NULL DEFAULT 7 COMMENT 'validity',
  ADD COLUMN link_most_downloads SMALLINT NOT NULL DEFAULT 100 COMMENT 'of one link',
  ADD COLUMN link_demand VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'NONE' COMMENT 'NONE, PASSWORD, CODE or EITHER',
  ADD COLUMN link_confidential VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'FORBIDDEN' COMMENT 'FORBIDDEN, PROTECTED or ALLOWED',
  ADD COLUMN link_most_live INT NULL COMMENT 'links in force; null: as many as the contract has',
  ADD COLUMN link_allowed_domains TEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'of recipients, separated by commas; empty: all',
  ADD COLUMN link_forbidden_domains TEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '';

-- What outsiders see of a tenant beside its name. The address of a logo is its id.
CREATE TABLE tenant_logo (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL COMMENT 'drawn anew for each content, so that nobody finds tenants by trying',
  media_type    VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'image/png, image/jpeg or image/webp',
  width         SMALLINT     NOT NULL,
  height        SMALLINT     NOT NULL,
  content       MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (tenant_id),
  UNIQUE KEY tenant_logo_id (id),
  CONSTRAINT tenant_logo_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
