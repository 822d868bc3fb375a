-- Which line of the invoice a credit note's line gives back, so that no line is given back twice.
ALTER TABLE invoice_line ADD of_ordinal int CHECK (of_ordinal > 0);
