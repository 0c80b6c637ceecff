using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Rerun.Query.Execution.Kernels;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The least and the greatest value of numbers, and of what is counted as a number. NaN is the greatest.</summary>
internal static class ExtremeAggregates
{
    /// <summary>A value, if there was one.</summary>
    public struct State<T>
    {
        /// <summary>Whether there was a value.</summary>
        public bool Seen;

        /// <summary>The best so far.</summary>
        public T Value;
    }

    /// <summary>Which of two values is kept.</summary>
    public interface IChoice
    {
        /// <summary>Whether a value is better than the best so far.</summary>
        static abstract bool IsBetter<T>(T value, T best)
            where T : unmanaged, INumber<T>;

        /// <summary>The lanes in which a value is better than the best so far; none is NaN.</summary>
        static abstract Vector256<T> IsBetter<T>(Vector256<T> value, Vector256<T> best);
    }

    /// <summary>The choice of <c>min</c>.</summary>
    public readonly struct Least : IChoice
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool IsBetter<T>(T value, T best)
            where T : unmanaged, INumber<T> => TotalOrder.Less(value, best);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> IsBetter<T>(Vector256<T> value, Vector256<T> best) => Vector256.LessThan(value, best);
    }

    /// <summary>The choice of <c>max</c>.</summary>
    public readonly struct Greatest : IChoice
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool IsBetter<T>(T value, T best)
            where T : unmanaged, INumber<T> => TotalOrder.Less(best, value);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> IsBetter<T>(Vector256<T> value, Vector256<T> best) => Vector256.GreaterThan(value, best);
    }

    /// <summary><c>min</c> and <c>max</c>.</summary>
    public readonly struct Extreme<T, TChoice> : IFixedAggregate<T, State<T>, T>
        where T : unmanaged, INumber<T>
        where TChoice : struct, IChoice
    {
        /// <inheritdoc/>
        public static void Add(ref State<T> state, T value)
        {
            if (!state.Seen || TChoice.IsBetter(value, state.Value))
            {
                state.Value = value;
                state.Seen = true;
            }
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void AddRun(ref State<T> state, ReadOnlySpan<T> values)
        {
            var i = 0;
            if (values.Length >= Vector256<T>.Count * 2 && !HasNaN(values))
            {
                var best = Vector256.Create(values);
                for (i = Vector256<T>.Count; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
                {
                    var next = Vector256.Create(values[i..]);
                    best = Vector256.ConditionalSelect(TChoice.IsBetter(next, best), next, best);
                }

                for (var lane = 0; lane < Vector256<T>.Count; lane++)
                {
                    Add(ref state, best[lane]);
                }
            }

            for (; i < values.Length; i++)
            {
                Add(ref state, values[i]);
            }
        }

        /// <inheritdoc/>
        public static void Merge(ref State<T> state, in State<T> other)
        {
            if (other.Seen)
            {
                Add(ref state, other.Value);
            }
        }

        /// <inheritdoc/>
        public static bool TryFinish(in State<T> state, out T result)
        {
            result = state.Value;
            return state.Seen;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        if (!TotalOrder.IsFloating<T>())
        {
            return false;
        }

        var i = 0;
        var ordered = Vector256<T>.AllBitsSet;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var value = Vector256.Create(values[i..]);
            ordered &= Vector256.Equals(value, value);
        }

        var any = ordered != Vector256<T>.AllBitsSet;
        for (; i < values.Length; i++)
        {
            any |= T.IsNaN(values[i]);
        }

        return any;
    }
}
