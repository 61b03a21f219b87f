"""Programme tables and lists of tasks to activities, results and tasks."""
