namespace Rerun.Query.Execution.Aggregation;

/// <summary>Skewness and kurtosis of samples, of the moments about the average.</summary>
internal static class MomentAggregates
{
    /// <summary>The number of values, their average, and the sums of powers of their distances from it.</summary>
    public struct State
    {
        public double Count;
        public double Mean;
        public double Second;
        public double Third;
        public double Fourth;

        /// <summary>Adds the moments of other values.</summary>
        public void Merge(in State other)
        {
            if (other.Count == 0)
            {
                return;
            }

            if (Count == 0)
            {
                this = other;
                return;
            }

            var (a, b) = (Count, other.Count);
            var n = a + b;
            var d = other.Mean - Mean;
            var second = Second + other.Second + (d * d * a * b / n);
            var third = Third + other.Third + (d * d * d * a * b * (a - b) / (n * n)) + (3 * d * ((a * other.Second) - (b * Second)) / n);
            Fourth += other.Fourth + (d * d * d * d * a * b * ((a * a) - (a * b) + (b * b)) / (n * n * n))
                + (6 * d * d * ((a * a * other.Second) + (b * b * Second)) / (n * n)) + (4 * d * ((a * other.Third) - (b * Third)) / n);
            (Count, Mean, Second, Third) = (n, Mean + (d * b / n), second, third);
        }
    }

    /// <summary>The skewness: NULL of fewer than three values.</summary>
    public readonly struct Skewness : IFixedAggregate<double, State, double>
    {
        public static void Add(ref State state, double value) => state.Merge(new State { Count = 1, Mean = value });

        public static void AddRun(ref State state, ReadOnlySpan<double> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        public static void Merge(ref State state, in State other) => state.Merge(in other);

        public static bool TryFinish(in State state, out double result)
        {
            var n = state.Count;
            result = n > 2 ? Math.Sqrt(n * (n - 1)) / (n - 2) * (state.Third / n) / Math.Pow(state.Second / n, 1.5) : 0;
            return n > 2 && state.Second > 0;
        }
    }

    /// <summary>The excess kurtosis: NULL of fewer than four values.</summary>
    public readonly struct Kurtosis : IFixedAggregate<double, State, double>
    {
        public static void Add(ref State state, double value) => Skewness.Add(ref state, value);

        public static void AddRun(ref State state, ReadOnlySpan<double> values) => Skewness.AddRun(ref state, values);

        public static void Merge(ref State state, in State other) => state.Merge(in other);

        public static bool TryFinish(in State state, out double result)
        {
            var n = state.Count;
            var variance = state.Second / n;
            result = n > 3 ? (n - 1) / ((n - 2) * (n - 3)) * (((n + 1) * (state.Fourth / n / (variance * variance))) - (3 * (n - 1))) : 0;
            return n > 3 && state.Second > 0;
        }
    }
}
