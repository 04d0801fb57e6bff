"""The operations: each reads a selector and answers in a schema; what its docstring says of cost holds."""
