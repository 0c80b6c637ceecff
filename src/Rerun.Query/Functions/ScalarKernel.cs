using Rerun.Query.Execution;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Functions;

/// <summary>Computes a function for a whole batch: one call per batch.</summary>
/// <param name="arguments">The arguments, flat or constant, of the binding's parameter types.</param>
/// <param name="length">The number of rows.</param>
/// <param name="context">The execution.</param>
/// <returns>A vector of as many rows.</returns>
internal delegate ColumnVector ScalarKernel(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context);
