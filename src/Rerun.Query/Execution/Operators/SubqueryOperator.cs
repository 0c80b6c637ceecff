using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Operators;

/// <summary>Puts the values of sub-queries that depend on rows behind the columns. Rows with equal arguments share one run of the sub-query.</summary>
internal sealed class SubqueryOperator : BatchOperator
{
    /// <summary>Above so many known values they are forgotten: they take memory, and rows that differ so much do not repeat.</summary>
    private const int MostKnown = 16384;

    private readonly BatchOperator _input;
    private readonly CorrelatedSubquery[] _subqueries;
    private readonly Evaluator[][] _arguments;
    private readonly Dictionary<PlanList<Constant>, Constant>[] _known;
    private readonly Func<CorrelatedSubquery, IReadOnlyList<Constant>, CancellationToken, ValueTask<Constant>> _run;
    private readonly EvaluationContext _context;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="subqueries">The sub-queries, one per resulting column.</param>
    /// <param name="run">Computes one for the values of its parameters.</param>
    /// <param name="context">The execution.</param>
    public SubqueryOperator(
        BatchOperator input,
        IReadOnlyList<CorrelatedSubquery> subqueries,
        Func<CorrelatedSubquery, IReadOnlyList<Constant>, CancellationToken, ValueTask<Constant>> run,
        EvaluationContext context)
        : base([.. input.Types, .. subqueries.Select(query => query.Type)])
    {
        _input = input;
        _subqueries = [.. subqueries];
        _arguments = [.. subqueries.Select(query => query.Arguments.Select(ExpressionCompiler.Compile).ToArray())];
        _known = [.. subqueries.Select(_ => new Dictionary<PlanList<Constant>, Constant>())];
        _run = run;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "Subqueries";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
        {
            return null;
        }

        var columns = new ColumnVector[_subqueries.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = await ColumnAsync(i, batch, cancellationToken).ConfigureAwait(false);
        }

        return batch.Append(columns);
    }

    private async ValueTask<ColumnVector> ColumnAsync(int subquery, VectorBatch batch, CancellationToken cancellationToken)
    {
        ColumnVector[] arguments = [.. _arguments[subquery].Select(argument => argument.Evaluate(batch, _context))];
        var known = _known[subquery];
        var places = new int[batch.Length];
        var values = new List<Constant>();
        var placeOf = new Dictionary<Constant, int>();
        for (var row = 0; row < places.Length; row++)
        {
            PlanList<Constant> key =
            [
                .. arguments.Select((argument, i) => ConstantArrays.Read(argument.Values, argument.PlaceOf(row)) with { Type = _subqueries[subquery].Parameters[i].Type }),
            ];
            if (!known.TryGetValue(key, out var value))
            {
                value = await _run(_subqueries[subquery], [.. key], cancellationToken).ConfigureAwait(false) with { Type = _subqueries[subquery].Type };
                if (known.Count == MostKnown)
                {
                    known.Clear();
                }

                known.Add(key, value);
            }

            if (!placeOf.TryGetValue(value, out places[row]))
            {
                places[row] = values.Count;
                placeOf.Add(value, values.Count);
                values.Add(value);
            }
        }

        return ColumnVector.Dictionary(ArrayTaking.Concat([.. values.Select(ConstantArrays.Of)]), places);
    }
}
