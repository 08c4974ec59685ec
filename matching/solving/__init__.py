"""The flow that is the plan: network, solvers, proof, and the paths through it. Knows arrays, not people."""
