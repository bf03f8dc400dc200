"""The view 党费: the monthly grid of the branch, what is booked in it, its papers."""
