using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Planning;

/// <summary>
/// What computes the expressions of a plan that runs often, made when first needed. Evaluators have no state, so that all executions share them. Safe for
/// several threads.
/// </summary>
internal sealed class CompiledExpressions
{
    private readonly Dictionary<ScalarExpression, Compiled> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those of no plan.</summary>
    public static CompiledExpressions None { get; } = new([]);

    /// <param name="expressions">The expressions that are the same objects in each execution.</param>
    public CompiledExpressions(IEnumerable<ScalarExpression> expressions)
    {
        foreach (ScalarExpression expression in expressions)
        {
            _known.TryAdd(expression, new Compiled());
        }
    }

    /// <summary>What computes an expression, of the plan or not.</summary>
    public Evaluator Of(ScalarExpression expression) => _known.TryGetValue(expression, out Compiled? known)
        ? known.Evaluator ??= ExpressionCompiler.Compile(expression)
        : ExpressionCompiler.Compile(expression);

    private sealed class Compiled
    {
        public Evaluator? Evaluator { get; set; }
    }
}
