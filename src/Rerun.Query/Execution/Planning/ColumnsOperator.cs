using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Planning;

/// <summary>Some of the columns, in another order: nothing is computed or copied.</summary>
internal sealed class ColumnsOperator(BatchOperator input, int[] columns) : MapOperator(input, Array.ConvertAll(columns, i => input.Types[i]))
{
    /// <inheritdoc/>
    public override string Name => "Columns";

    /// <inheritdoc/>
    public override VectorBatch Map(VectorBatch batch) => batch.Project(columns);
}
