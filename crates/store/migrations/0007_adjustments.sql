-- Increases, decreases and what takes them back, for the measure of adjustments: few among many payments.

CREATE INDEX voucher_adjustment ON voucher (unit, year, seq) WHERE act IN ('increase', 'decrease', 'reversal');
