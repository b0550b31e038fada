package exchange

import "testing"

func TestMonthlyAmount(t *testing.T) {
	for header, want := range map[string]bool{
		"MonthlyCharges": true, "monthly_charges": true, "MRR": true, "Monatsbetrag": true,
		"TotalCharges": false, "Contract": false, "": false,
	} {
		if MonthlyAmount(header) != want {
			t.Errorf("%q is taken for the monthly amount: %v", header, !want)
		}
	}
}
