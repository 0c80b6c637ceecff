using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Planning;

/// <summary>The columns of an input and, behind them, those an operator needs computed first.</summary>
internal sealed class ColumnSet(int inputCount)
{
    private readonly List<ScalarExpression> _computed = [];

    /// <summary>The position at which an expression is found.</summary>
    public int Add(ScalarExpression expression)
    {
        if (expression is ColumnReference column)
        {
            return column.Ordinal;
        }

        int index = _computed.IndexOf(expression);
        if (index < 0)
        {
            index = _computed.Count;
            _computed.Add(expression);
        }

        return inputCount + index;
    }

    /// <summary>The input with the computed columns behind its own.</summary>
    public BatchOperator Above(BatchOperator input, EvaluationContext context)
    {
        if (_computed.Count == 0)
        {
            return input;
        }

        Evaluator[] passed = [.. input.Types.Select((type, i) => new ColumnEvaluator(i, type))];
        return new ProjectOperator(input, [.. passed, .. _computed.Select(ExpressionCompiler.Compile)], context);
    }

    /// <summary>The rows without the computed columns.</summary>
    public BatchOperator WithoutComputed(BatchOperator rows) =>
        _computed.Count == 0 ? rows : new ColumnsOperator(rows, [.. Enumerable.Range(0, inputCount)]);
}
