using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Arrow;

public readonly partial struct ArrowBuffer
{
    /// <summary>Grows a buffer of values.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    public sealed class Builder<T>
        where T : unmanaged
    {
        private T[] _values;

        /// <summary>An empty builder.</summary>
        /// <param name="capacity">Room for so many values at first.</param>
        public Builder(int capacity = 8)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(capacity);
            _values = capacity == 0 ? [] : new T[capacity];
        }

        /// <summary>Room for so many values.</summary>
        public int Capacity => _values.Length;

        /// <summary>The number of values.</summary>
        public int Length { get; private set; }

        /// <summary>The values so far; valid until the builder is used again.</summary>
        public Span<T> Span => _values.AsSpan(0, Length);

        /// <summary>Adds a value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Builder<T> Append(T value)
        {
            var values = _values;
            var length = Length;
            if ((uint)length >= (uint)values.Length)
            {
                values = Grow(1);
            }

            values[length] = value;
            Length = length + 1;
            return this;
        }

        /// <summary>Adds values.</summary>
        public Builder<T> Append(ReadOnlySpan<T> source)
        {
            source.CopyTo(AppendSpan(source.Length));
            return this;
        }

        /// <summary>Adds values.</summary>
        public Builder<T> AppendRange(IEnumerable<T> values)
        {
            ArgumentNullException.ThrowIfNull(values);
            foreach (var value in values)
            {
                Append(value);
            }

            return this;
        }

        /// <summary>Adds so many zeros and gives them to be filled; valid until the builder is used again.</summary>
        public Span<T> AppendSpan(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            Reserve(count);
            var span = _values.AsSpan(Length, count);
            Length += count;
            return span;
        }

        /// <summary>Makes room for so many more values.</summary>
        public Builder<T> Reserve(int numElements)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(numElements);
            if (numElements > _values.Length - Length)
            {
                Grow(numElements);
            }

            return this;
        }

        /// <summary>Makes the length so many values: cuts, or adds zeros.</summary>
        public Builder<T> Resize(int capacity)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(capacity);
            if (capacity > Length)
            {
                AppendSpan(capacity - Length);
            }
            else
            {
                _values.AsSpan(capacity, Length - capacity).Clear();
                Length = capacity;
            }

            return this;
        }

        /// <summary>Removes all values.</summary>
        public Builder<T> Clear() => Resize(0);

        /// <summary>The buffer. The builder hands its memory over and is empty afterwards.</summary>
        public ArrowBuffer Build()
        {
            var values = _values;
            var length = Length;
            _values = [];
            Length = 0;
            return length == 0 ? Empty : FromValues(values, length);
        }

        private T[] Grow(int count)
        {
            var capacity = Math.Max(checked(Length + count), (int)Math.Min(Array.MaxLength, Math.Max(8L, 2L * _values.Length)));
            Array.Resize(ref _values, capacity);
            return _values;
        }
    }

    /// <summary>A buffer over the first values of an array, shared with it.</summary>
    internal static ArrowBuffer FromValues<T>(T[] values, int length)
        where T : unmanaged =>
        values is byte[] bytes
            ? new ArrowBuffer(bytes.AsMemory(0, length))
            : new ArrowBuffer(new CastMemory<T>(values).Memory[..checked(length * Unsafe.SizeOf<T>())]);
}
