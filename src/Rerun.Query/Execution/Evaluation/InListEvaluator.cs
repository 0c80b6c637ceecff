using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>
/// IN over a list of values of the operand's type, in three-valued logic: NULL where the operand is null, or where nothing matches and an
/// item is null. Constants are looked up in a hash table that is built once; other items are compared.
/// </summary>
internal sealed class InListEvaluator : Evaluator
{
    private const int FewConstants = 4;

    private readonly Evaluator _operand;
    private readonly Evaluator[] _others;
    private readonly IArrowArray[] _few;
    private readonly KeyTable? _table;
    private readonly bool _hasNull;

    /// <summary>Creates the test.</summary>
    /// <param name="operand">What is looked for.</param>
    /// <param name="items">The list; may be empty, then nothing is in it.</param>
    public InListEvaluator(Evaluator operand, params IReadOnlyList<Evaluator> items)
        : base(SqlTypes.Boolean, operand.CanFail || items.Any(i => i.CanFail))
    {
        _operand = operand;
        _others = [.. items.Where(i => i is not ConstantEvaluator)];
        var constants = items.OfType<ConstantEvaluator>().Select(c => c.Value).ToList();
        _hasNull = constants.RemoveAll(c => c.IsNull(0)) > 0;
        if (constants.Count <= FewConstants)
        {
            _few = [.. constants];
        }
        else
        {
            _few = [];
            _table = new KeyTable([operand.Type]);
            _table.FindOrAdd([ColumnVector.Flat(ArrayTaking.Concat(constants))], new int[constants.Count]);
        }
    }

    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var operand = _operand.Evaluate(batch, context);
        if (_few.Length == 0 && _others.Length == 0 && _table is null && !_hasNull)
        {
            return ColumnVector.Constant(Constants.Of(false), batch.Length);
        }

        if (operand.IsConstantNull)
        {
            return Constants.Null(Type, batch.Length);
        }

        // The list decides about values, so the operand's own shape, constant or dictionary, is kept.
        if (_others.Length == 0 && (operand.IsConstant || operand.IsCompressed))
        {
            return operand.WithValues(Test(ColumnVector.Flat(operand.Values), batch, context).ToArray());
        }

        return Test(operand.Flatten(), batch, context);
    }

    private ColumnVector Test(ColumnVector operand, VectorBatch batch, EvaluationContext context)
    {
        var length = operand.Length;
        var found = NewArrays.Bitmap(length);
        var unknown = NewArrays.Bitmap(length);
        var equal = ComparisonKernels.For<Comparisons.Equal>(operand.Type);
        foreach (var constant in _few)
        {
            Note(Truth.Of(equal([operand, ColumnVector.Constant(constant, length)], length, context)), found, unknown);
        }

        foreach (var other in _others)
        {
            var item = other.Evaluate(batch, context).Unfold();
            var outcome = item.IsConstantNull ? Constants.Null(Type, length) : equal([operand, item], length, context);
            Note(Truth.Of(outcome), found, unknown);
        }

        if (_table is not null)
        {
            var places = new int[length];
            _table.Find([operand], places);
            for (var i = 0; i < places.Length; i++)
            {
                BitUtility.SetBit(found, i, places[i] >= 0 || BitUtility.GetBit(found, i));
            }
        }

        var foundWords = NewArrays.Words(found);
        var known = NewArrays.Bitmap(length);
        var knownWords = NewArrays.Words(known);
        var unknownWords = NewArrays.Words(unknown);
        var validity = Validity.Of(operand);
        for (var i = 0; i < knownWords.Length; i++)
        {
            var valid = validity.Word(i * 64, length);
            foundWords[i] &= valid;
            knownWords[i] = valid & (foundWords[i] | ~(unknownWords[i] | (_hasNull ? ulong.MaxValue : 0)));
        }

        return ColumnVector.Flat(NewArrays.Boolean(found, Validity.FromBits(known, length), length));
    }

    private static void Note(Truth outcome, byte[] found, byte[] unknown)
    {
        var foundWords = NewArrays.Words(found);
        var unknownWords = NewArrays.Words(unknown);
        var trueWords = NewArrays.Words(outcome.TrueBits);
        var falseWords = NewArrays.Words(outcome.FalseBits);
        for (var i = 0; i < foundWords.Length; i++)
        {
            foundWords[i] |= trueWords[i];
            unknownWords[i] |= ~(trueWords[i] | falseWords[i]);
        }
    }
}
