namespace Rerun.Query.Execution.Aggregation;

/// <summary>Aggregates that fold each value into one of the same type: bits and products.</summary>
internal static class FoldAggregates
{
    /// <summary>An operation whose order does not matter.</summary>
    public interface IFold<T>
    {
        /// <summary>What it is of nothing.</summary>
        static abstract T Start { get; }

        /// <summary>The operation.</summary>
        static abstract T Combine(T left, T right);
    }

    /// <summary>Whether there was a value, and what all make together.</summary>
    public struct State<T>
    {
        public bool Seen;
        public T Value;
    }

    /// <summary>Bitwise and.</summary>
    public readonly struct And : IFold<long>
    {
        public static long Start => -1;

        public static long Combine(long left, long right) => left & right;
    }

    /// <summary>Bitwise or.</summary>
    public readonly struct Or : IFold<long>
    {
        public static long Start => 0;

        public static long Combine(long left, long right) => left | right;
    }

    /// <summary>Bitwise exclusive or.</summary>
    public readonly struct Xor : IFold<long>
    {
        public static long Start => 0;

        public static long Combine(long left, long right) => left ^ right;
    }

    /// <summary>The product.</summary>
    public readonly struct Product : IFold<double>
    {
        public static double Start => 1;

        public static double Combine(double left, double right) => left * right;
    }

    /// <summary>The aggregate of an operation; NULL of nothing.</summary>
    public readonly struct Fold<T, TFold> : IFixedAggregate<T, State<T>, T>
        where TFold : struct, IFold<T>
    {
        public static void Add(ref State<T> state, T value)
        {
            state.Value = TFold.Combine(state.Seen ? state.Value : TFold.Start, value);
            state.Seen = true;
        }

        public static void AddRun(ref State<T> state, ReadOnlySpan<T> values)
        {
            foreach (var value in values)
            {
                Add(ref state, value);
            }
        }

        public static void Merge(ref State<T> state, in State<T> other)
        {
            if (other.Seen)
            {
                Add(ref state, other.Value);
            }
        }

        public static bool TryFinish(in State<T> state, out T result)
        {
            result = state.Value;
            return state.Seen;
        }
    }
}
