"""Courts and judges at their places, and the steps that they take."""
