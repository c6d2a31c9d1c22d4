-- Small pictures of pictures: of a content, so that copies and revisions share them.
CREATE TABLE thumbnail (
  tenant_id     BINARY(16)   NOT NULL,
  blob_id       BINARY(16)   NOT NULL COMMENT 'the picture',
  thumb_id      BINARY(16)   NULL COMMENT 'the small one; null: not made, or cannot be',
  tries         INT          NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, blob_id),
  KEY thumbnail_due (thumb_id, tries),
  KEY thumbnail_thumb (tenant_id, thumb_id),
  CONSTRAINT thumbnail_of FOREIGN KEY (tenant_id, blob_id) REFERENCES stored_blob (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT thumbnail_thumb FOREIGN KEY (tenant_id, thumb_id) REFERENCES stored_blob (tenant_id, id)
) ENGINE=InnoDB COMMENT='class: customer content';
