"""The year's plan of all meetings and activities, beside what was held."""
