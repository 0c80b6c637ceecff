using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The states of an aggregate over values of fixed width. The aggregate is a struct, so that its code stands in the loops.</summary>
/// <param name="type">The type of the result.</param>
internal sealed class FixedAccumulator<TIn, TState, TOut, TAggregate>(IArrowType type) : Accumulator
    where TIn : unmanaged
    where TState : struct
    where TOut : unmanaged
    where TAggregate : struct, IFixedAggregate<TIn, TState, TOut>
{
    /// <summary>From how many equal group numbers in a row they are added together.</summary>
    private const int LongRun = 8;

    private TState[] _states = new TState[1];

    /// <inheritdoc/>
    public override long ByteSize => _states.Length * (long)Unsafe.SizeOf<TState>();

    /// <inheritdoc/>
    public override void EnsureGroups(int count)
    {
        if (count > _states.Length)
        {
            Array.Resize(ref _states, Math.Max(count, _states.Length * 2));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        ref var state = ref _states[group];
        var vector = arguments[0].Unfold();
        if (vector.IsConstant)
        {
            for (var i = 0; i < length && !vector.IsConstantNull; i++)
            {
                TAggregate.Add(ref state, Constants.ValueOf<TIn>(vector));
            }

            return;
        }

        var values = NewArrays.ValuesOf<TIn>(vector.Values);
        var validity = Validity.Of(vector);
        if (validity.AllValid)
        {
            TAggregate.AddRun(ref state, values);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (validity[i])
            {
                TAggregate.Add(ref state, values[i]);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var vector = arguments[0].Flatten();
        var values = NewArrays.ValuesOf<TIn>(vector.Values);
        var validity = Validity.Of(vector);
        if (!validity.AllValid)
        {
            for (var i = 0; i < groups.Length; i++)
            {
                if (validity[i])
                {
                    TAggregate.Add(ref _states[groups[i]], values[i]);
                }
            }

            return;
        }

        for (var i = 0; i < groups.Length;)
        {
            var group = groups[i];
            var length = GroupRuns.LengthAt(groups, i);
            ref var state = ref _states[group];
            if (length >= LongRun)
            {
                TAggregate.AddRun(ref state, values.Slice(i, length));
            }
            else
            {
                for (var row = i; row < i + length; row++)
                {
                    TAggregate.Add(ref state, values[row]);
                }
            }

            i += length;
        }
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var states = ((FixedAccumulator<TIn, TState, TOut, TAggregate>)other)._states;
        for (var i = 0; i < groups.Length; i++)
        {
            TAggregate.Merge(ref _states[groups[i]], in states[i]);
        }
    }

    /// <inheritdoc/>
    public override bool CanMergeSome => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MergeSome(Accumulator other, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var states = ((FixedAccumulator<TIn, TState, TOut, TAggregate>)other)._states;
        for (var i = 0; i < from.Length; i++)
        {
            TAggregate.Merge(ref _states[to[i]], in states[from[i]]);
        }
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count)
    {
        var buffer = NewArrays.Buffer<TOut>(count, out var results);
        var bits = NewArrays.Bitmap(count);
        for (var i = 0; i < count; i++)
        {
            BitUtility.SetBit(bits, i, TAggregate.TryFinish(in _states[start + i], out results[i]));
        }

        return NewArrays.Fixed(type, buffer, Validity.FromBits(bits, count), count);
    }
}
