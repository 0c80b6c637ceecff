using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Operators;

/// <summary>Puts the value of a sub-query that depends on rows behind the columns. Rows with equal arguments share one run of the sub-query.</summary>
internal sealed class SubqueryOperator : BatchOperator
{
    /// <summary>Above so many known values they are forgotten: they take memory, and rows that differ so much do not repeat.</summary>
    private const int MostKnown = 16384;

    private readonly BatchOperator _input;
    private readonly CorrelatedSubquery _subquery;
    private readonly Evaluator[] _arguments;
    private readonly Evaluator? _guard;
    private readonly Dictionary<PlanList<Constant>, Constant> _known = [];
    private readonly Func<CorrelatedSubquery, IReadOnlyList<Constant>, CancellationToken, ValueTask<Constant>> _run;
    private readonly EvaluationContext _context;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="subquery">The sub-query.</param>
    /// <param name="guard">For which rows it is computed, or null for all; the others get null.</param>
    /// <param name="run">Computes it for the values of its parameters.</param>
    /// <param name="context">The execution.</param>
    public SubqueryOperator(
        BatchOperator input,
        CorrelatedSubquery subquery,
        Evaluator? guard,
        Func<CorrelatedSubquery, IReadOnlyList<Constant>, CancellationToken, ValueTask<Constant>> run,
        EvaluationContext context)
        : base([.. input.Types, subquery.Type])
    {
        _input = input;
        _subquery = subquery;
        _arguments = [.. subquery.Arguments.Select(ExpressionCompiler.Compile)];
        _guard = guard;
        _run = run;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "Subquery";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is not { } batch)
        {
            return null;
        }

        int[]? wanted = _guard is null ? null : Truth.Rows(Truth.Of(_guard.Evaluate(batch, _context)).TrueBits, batch.Length, wanted: true);
        return batch.Append(wanted is { Length: 0 }
            ? Constants.Null(_subquery.Type, batch.Length)
            : await ColumnAsync(batch, wanted, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<ColumnVector> ColumnAsync(VectorBatch batch, int[]? wanted, CancellationToken cancellationToken)
    {
        var rows = wanted is null ? batch : batch.Take(wanted);
        ColumnVector[] arguments = [.. _arguments.Select(argument => argument.Evaluate(rows, _context))];
        var places = new int[batch.Length];
        var values = new List<Constant> { new(null, _subquery.Type) };
        var placeOf = new Dictionary<Constant, int> { [values[0]] = 0 };
        for (var i = 0; i < rows.Length; i++)
        {
            var value = await ValueAsync(RowArguments.At(arguments, i, _subquery.Parameters), cancellationToken).ConfigureAwait(false);
            if (!placeOf.TryGetValue(value, out int place))
            {
                place = values.Count;
                placeOf.Add(value, place);
                values.Add(value);
            }

            places[wanted is null ? i : wanted[i]] = place;
        }

        return ColumnVector.Dictionary(ArrayTaking.Concat([.. values.Select(ConstantArrays.Of)]), places);
    }

    private async ValueTask<Constant> ValueAsync(PlanList<Constant> key, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(key, out var value))
        {
            value = await _run(_subquery, [.. key], cancellationToken).ConfigureAwait(false) with { Type = _subquery.Type };
            if (_known.Count == MostKnown)
            {
                _known.Clear();
            }

            _known.Add(key, value);
        }

        return value;
    }
}
