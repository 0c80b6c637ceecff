using System.Linq.Expressions;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.ResultOperators;
using Remotion.Linq.Clauses.StreamedData;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The first row of each key.</summary>
/// <param name="key">What is compared.</param>
internal sealed class DistinctByResultOperator(Expression key) : SequenceTypePreservingResultOperatorBase
{
    public Expression Key { get; private set; } = key;

    public override ResultOperatorBase Clone(CloneContext cloneContext) => new DistinctByResultOperator(Key);

    public override void TransformExpressions(Func<Expression, Expression> transformation) => Key = transformation(Key);

    public override StreamedSequence ExecuteInMemory<T>(StreamedSequence input) => throw new NotSupportedException("Queries are run by the engine.");

    public override string ToString() => $"DistinctBy({Key})";
}
