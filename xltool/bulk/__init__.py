"""Long sheets on arrays; with `frames` the only place that loads pandas."""
