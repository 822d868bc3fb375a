-- A request for a credit note binds its key in the journal, as every request does.
DROP INDEX invoice_request;
ALTER TABLE invoice DROP request_key, DROP request_digest;
