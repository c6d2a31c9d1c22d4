-- Wrong passwords in a row, from everywhere together, for each name that somebody has tried; whether there is such an account makes no difference.
CREATE TABLE sign_in_failures (
  tenant_id     BINARY(16)   NOT NULL COMMENT 'zero where the name that was given is of no tenant',
  name_hash     BINARY(32)   NOT NULL COMMENT 'keyed hash of the name that was given',
  failures      INT          NOT NULL COMMENT 'since the last right password',
  last_at       DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, name_hash),
  KEY sign_in_failures_last (last_at)
) ENGINE=InnoDB COMMENT='class: customer settings';
