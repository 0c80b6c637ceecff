using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Catalog;
using Rerun.Query.Execution.Time;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Sums, averages and variances.</summary>
internal static class NumberAggregates
{
    /// <summary>A sum of integers and their number.</summary>
    public struct IntegerState
    {
        /// <summary>The exact sum.</summary>
        public Int128 Sum;

        /// <summary>The number of values.</summary>
        public long Count;

        /// <summary>Adds integers without overflow: high and low halves apart.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(ReadOnlySpan<long> values)
        {
            long high = 0;
            ulong low = 0;
            foreach (var value in values)
            {
                high += value >> 32;
                low += (uint)value;
            }

            Sum += ((Int128)high << 32) + low;
            Count += values.Length;
        }
    }

    /// <summary>The sum of integers: exact while summing, an error only if the result does not fit.</summary>
    public readonly struct SumOfIntegers : IFixedAggregate<long, IntegerState, long>
    {
        /// <inheritdoc/>
        public static void Add(ref IntegerState state, long value)
        {
            state.Sum += value;
            state.Count++;
        }

        /// <inheritdoc/>
        public static void AddRun(ref IntegerState state, ReadOnlySpan<long> values) => state.Add(values);

        /// <inheritdoc/>
        public static void Merge(ref IntegerState state, in IntegerState other)
        {
            state.Sum += other.Sum;
            state.Count += other.Count;
        }

        /// <inheritdoc/>
        public static bool TryFinish(in IntegerState state, out long result)
        {
            result = (long)state.Sum;
            return result == state.Sum ? state.Count > 0 : throw new RerunException($"The sum {state.Sum} exceeds BIGINT.", RerunErrorCode.ValueOutOfRange);
        }
    }

    /// <summary>The sum of integers without sign.</summary>
    public readonly struct SumOfUnsigned : IFixedAggregate<ulong, IntegerState, long>
    {
        /// <inheritdoc/>
        public static void Add(ref IntegerState state, ulong value)
        {
            state.Sum += value;
            state.Count++;
        }

        /// <inheritdoc/>
        public static void AddRun(ref IntegerState state, ReadOnlySpan<ulong> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        /// <inheritdoc/>
        public static void Merge(ref IntegerState state, in IntegerState other) => SumOfIntegers.Merge(ref state, in other);

        /// <inheritdoc/>
        public static bool TryFinish(in IntegerState state, out long result) => SumOfIntegers.TryFinish(in state, out result);
    }

    /// <summary>The average of integers.</summary>
    public readonly struct AverageOfIntegers : IFixedAggregate<long, IntegerState, double>
    {
        /// <inheritdoc/>
        public static void Add(ref IntegerState state, long value) => SumOfIntegers.Add(ref state, value);

        /// <inheritdoc/>
        public static void AddRun(ref IntegerState state, ReadOnlySpan<long> values) => state.Add(values);

        /// <inheritdoc/>
        public static void Merge(ref IntegerState state, in IntegerState other) => SumOfIntegers.Merge(ref state, in other);

        /// <inheritdoc/>
        public static bool TryFinish(in IntegerState state, out double result)
        {
            result = (double)state.Sum / state.Count;
            return state.Count > 0;
        }
    }

    /// <summary>The average of times or durations, rounded toward the past.</summary>
    public readonly struct AverageOfCounts : IFixedAggregate<long, IntegerState, long>
    {
        /// <inheritdoc/>
        public static void Add(ref IntegerState state, long value) => SumOfIntegers.Add(ref state, value);

        /// <inheritdoc/>
        public static void AddRun(ref IntegerState state, ReadOnlySpan<long> values) => state.Add(values);

        /// <inheritdoc/>
        public static void Merge(ref IntegerState state, in IntegerState other) => SumOfIntegers.Merge(ref state, in other);

        /// <inheritdoc/>
        public static bool TryFinish(in IntegerState state, out long result)
        {
            var quotient = state.Count == 0 ? 0 : state.Sum / state.Count;
            result = (long)(quotient * state.Count > state.Sum ? quotient - 1 : quotient);
            return state.Count > 0;
        }
    }

    /// <summary>The sum of doubles.</summary>
    public readonly struct SumOfDoubles : IFixedAggregate<double, CompensatedSum, double>
    {
        /// <inheritdoc/>
        public static void Add(ref CompensatedSum state, double value) => state.Add(value);

        /// <inheritdoc/>
        public static void AddRun(ref CompensatedSum state, ReadOnlySpan<double> values) => state.Add(values);

        /// <inheritdoc/>
        public static void Merge(ref CompensatedSum state, in CompensatedSum other) => state.Merge(in other);

        /// <inheritdoc/>
        public static bool TryFinish(in CompensatedSum state, out double result)
        {
            result = state.Value;
            return state.Count > 0;
        }
    }

    /// <summary>The geometric mean of doubles: of the average of their logarithms.</summary>
    public readonly struct GeometricMean : IFixedAggregate<double, CompensatedSum, double>
    {
        public static void Add(ref CompensatedSum state, double value) => state.Add(Math.Log(value));

        public static void AddRun(ref CompensatedSum state, ReadOnlySpan<double> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        public static void Merge(ref CompensatedSum state, in CompensatedSum other) => state.Merge(in other);

        public static bool TryFinish(in CompensatedSum state, out double result)
        {
            result = Math.Exp(state.Value / state.Count);
            return state.Count > 0;
        }
    }

    /// <summary>The average of doubles.</summary>
    public readonly struct AverageOfDoubles : IFixedAggregate<double, CompensatedSum, double>
    {
        /// <inheritdoc/>
        public static void Add(ref CompensatedSum state, double value) => state.Add(value);

        /// <inheritdoc/>
        public static void AddRun(ref CompensatedSum state, ReadOnlySpan<double> values) => state.Add(values);

        /// <inheritdoc/>
        public static void Merge(ref CompensatedSum state, in CompensatedSum other) => state.Merge(in other);

        /// <inheritdoc/>
        public static bool TryFinish(in CompensatedSum state, out double result)
        {
            result = state.Value / state.Count;
            return state.Count > 0;
        }
    }
}
