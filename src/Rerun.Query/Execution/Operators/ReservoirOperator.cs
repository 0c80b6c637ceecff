using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Passes a number of rows on, every choice of so many being as likely: each row draws a number, and those with the greatest stay.</summary>
internal sealed class ReservoirOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly int _count;
    private readonly Random _random;
    private readonly EvaluationContext _context;
    private BatchCollector? _kept;
    private List<double> _draws = [];
    private VectorBatch? _result;
    private int _next;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="count">How many are passed on at most.</param>
    /// <param name="random">What decides.</param>
    /// <param name="context">The execution.</param>
    public ReservoirOperator(BatchOperator input, int count, Random random, EvaluationContext context)
        : base(input.Types)
    {
        _input = input;
        _count = count;
        _random = random;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "Sample";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _kept?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_result is null)
        {
            _kept = NewCollector();
            while (await _input.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                Add(batch);
            }

            Shrink();
            _result = _kept.Take() ?? new VectorBatch([.. Types.Select(type => Constants.Null(type, 0))], 0);
        }

        var length = Math.Min(_context.BatchRows, _result.Length - _next);
        var part = length > 0 ? _result.Slice(_next, length) : null;
        _next += length;
        return part;
    }

    private BatchCollector NewCollector() => new(Types.Count, _context.Memory, Name);

    private void Add(VectorBatch batch)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            _draws.Add(_random.NextDouble());
        }

        _kept!.Add(batch);

        // Rows that are out already are let go now and then, so that there are never many more than are wanted.
        if (_draws.Count >= (2L * _count) + _context.BatchRows)
        {
            Shrink();
        }
    }

    private void Shrink()
    {
        if (_draws.Count <= _count)
        {
            return;
        }

        int[] rows = [.. Enumerable.Range(0, _draws.Count).OrderByDescending(row => _draws[row]).Take(_count).Order()];
        var all = _kept!.Take()!;
        _kept.Dispose();
        _kept = NewCollector();
        _kept.Add(all.Take(rows));
        _draws = [.. rows.Select(row => _draws[row])];
    }
}
