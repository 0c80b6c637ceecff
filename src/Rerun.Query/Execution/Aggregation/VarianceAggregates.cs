namespace Rerun.Query.Execution.Aggregation;

/// <summary>Variances and standard deviations, by running means.</summary>
internal static class VarianceAggregates
{
    /// <summary>Number, mean and sum of squared differences from the mean.</summary>
    public struct State
    {
        /// <summary>The number of values.</summary>
        public long Count;

        /// <summary>The first value, from which all are counted: large values that are close to each other keep their digits so.</summary>
        public double Origin;

        /// <summary>Their mean, from the first value.</summary>
        public double Mean;

        /// <summary>The sum of their squared differences from the mean.</summary>
        public double Squares;
    }

    /// <summary>What is made of the squares at the end.</summary>
    public interface IEnding
    {
        /// <summary>Whether the squares are divided by one less than the number of values.</summary>
        static abstract bool IsSample { get; }

        /// <summary>Whether the root is taken.</summary>
        static abstract bool IsRoot { get; }
    }

    /// <summary><c>var_samp</c></summary>
    public readonly struct Sample : IEnding
    {
        /// <inheritdoc/>
        public static bool IsSample => true;

        /// <inheritdoc/>
        public static bool IsRoot => false;
    }

    /// <summary><c>var_pop</c></summary>
    public readonly struct Population : IEnding
    {
        /// <inheritdoc/>
        public static bool IsSample => false;

        /// <inheritdoc/>
        public static bool IsRoot => false;
    }

    /// <summary><c>stddev_samp</c></summary>
    public readonly struct SampleRoot : IEnding
    {
        /// <inheritdoc/>
        public static bool IsSample => true;

        /// <inheritdoc/>
        public static bool IsRoot => true;
    }

    /// <summary><c>stddev_pop</c></summary>
    public readonly struct PopulationRoot : IEnding
    {
        /// <inheritdoc/>
        public static bool IsSample => false;

        /// <inheritdoc/>
        public static bool IsRoot => true;
    }

    /// <summary>The aggregate.</summary>
    public readonly struct Variance<TEnding> : IFixedAggregate<double, State, double>
        where TEnding : struct, IEnding
    {
        /// <inheritdoc/>
        public static void Add(ref State state, double value)
        {
            if (state.Count++ == 0)
            {
                state.Origin = value;
            }

            value -= state.Origin;
            var difference = value - state.Mean;
            state.Mean += difference / state.Count;
            state.Squares += difference * (value - state.Mean);
        }

        /// <inheritdoc/>
        public static void AddRun(ref State state, ReadOnlySpan<double> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        /// <inheritdoc/>
        public static void Merge(ref State state, in State other)
        {
            if (other.Count == 0)
            {
                return;
            }

            if (state.Count == 0)
            {
                state = other;
                return;
            }

            var count = state.Count + other.Count;
            var difference = other.Origin - state.Origin + other.Mean - state.Mean;
            state.Squares += other.Squares + (difference * difference * state.Count * other.Count / count);
            state.Mean += difference * other.Count / count;
            state.Count = count;
        }

        /// <inheritdoc/>
        public static bool TryFinish(in State state, out double result)
        {
            var divisor = TEnding.IsSample ? state.Count - 1 : state.Count;
            result = divisor > 0 ? state.Squares / divisor : 0;
            result = TEnding.IsRoot ? Math.Sqrt(result) : result;
            return divisor > 0;
        }
    }
}
