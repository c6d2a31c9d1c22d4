-- Names of a tenant in order: a search reads along it and stops when a page is full.
ALTER TABLE node ADD KEY node_search (tenant_id, name_key);
