-- What is made of a content to be looked at, of a content so that copies and revisions share it: small pictures, office documents as PDF.
CREATE TABLE rendition (
  tenant_id     BINARY(16)   NOT NULL,
  blob_id       BINARY(16)   NOT NULL COMMENT 'what it is made of',
  kind          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'THUMBNAIL, PDF',
  rendition_id  BINARY(16)   NULL COMMENT 'what was made; null: not yet, or it cannot be',
  tries         INT          NOT NULL DEFAULT 0,
  tried_at      DATETIME(6)  NULL,
  impossible    BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'trying again would not help',
  PRIMARY KEY (tenant_id, blob_id, kind),
  KEY rendition_due (kind, impossible, rendition_id, tries),
  KEY rendition_made (tenant_id, rendition_id),
  CONSTRAINT rendition_of FOREIGN KEY (tenant_id, blob_id) REFERENCES stored_blob (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT rendition_made FOREIGN KEY (tenant_id, rendition_id) REFERENCES stored_blob (tenant_id, id)
) ENGINE=InnoDB COMMENT='class: customer content';
INSERT INTO rendition (tenant_id, blob_id, kind, rendition_id, tries)
  SELECT tenant_id, blob_id, 'THUMBNAIL', thumb_id, tries FROM thumbnail;
DROP TABLE thumbnail;
