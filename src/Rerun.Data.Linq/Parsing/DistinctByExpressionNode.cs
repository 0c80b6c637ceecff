using System.Linq.Expressions;
using System.Reflection;
using Remotion.Linq.Clauses;
using Remotion.Linq.Parsing.Structure.IntermediateModel;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Reads a call of DistinctBy, which the parsing library does not know.</summary>
internal sealed class DistinctByExpressionNode : ResultOperatorExpressionNodeBase
{
    private readonly LambdaExpression _key;

    /// <summary>Made by the parser with the arguments of the call.</summary>
    public DistinctByExpressionNode(MethodCallExpressionParseInfo parseInfo, LambdaExpression keySelector)
        : base(parseInfo, null, null) => _key = keySelector;

    /// <summary>The methods that are read so.</summary>
    public static IEnumerable<MethodInfo> Methods { get; } =
        [typeof(Queryable).GetMethods().Single(method => method.Name == nameof(Queryable.DistinctBy) && method.GetParameters().Length == 2)];

    public override Expression Resolve(ParameterExpression inputParameter, Expression expressionToBeResolved, ClauseGenerationContext clauseGenerationContext) =>
        Source.Resolve(inputParameter, expressionToBeResolved, clauseGenerationContext);

    protected override ResultOperatorBase CreateResultOperator(ClauseGenerationContext clauseGenerationContext) =>
        new DistinctByResultOperator(Source.Resolve(_key.Parameters[0], _key.Body, clauseGenerationContext));
}
