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
        private byte[] _bytes;

        /// <summary>An empty builder.</summary>
        /// <param name="capacity">Room for so many values at first.</param>
        public Builder(int capacity = 8)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(capacity);
            _bytes = capacity == 0 ? [] : new byte[checked(capacity * Unsafe.SizeOf<T>())];
        }

        /// <summary>Room for so many values.</summary>
        public int Capacity => _bytes.Length / Unsafe.SizeOf<T>();

        /// <summary>The number of values.</summary>
        public int Length { get; private set; }

        /// <summary>The values so far; valid until the builder is used again.</summary>
        public Span<T> Span => Values[..Length];

        private Span<T> Values => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan());

        /// <summary>Adds a value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Builder<T> Append(T value)
        {
            var length = Length;
            if (length == Capacity)
            {
                Grow(1);
            }

            Values[length] = value;
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
            var span = Values.Slice(Length, count);
            Length += count;
            return span;
        }

        /// <summary>Makes room for so many more values.</summary>
        public Builder<T> Reserve(int numElements)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(numElements);
            if (numElements > Capacity - Length)
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
                Values[capacity..Length].Clear();
                Length = capacity;
            }

            return this;
        }

        /// <summary>Removes all values.</summary>
        public Builder<T> Clear() => Resize(0);

        /// <summary>The buffer. The builder hands its memory over and is empty afterwards.</summary>
        public ArrowBuffer Build()
        {
            var buffer = Length == 0 ? Empty : new ArrowBuffer(_bytes.AsMemory(0, Length * Unsafe.SizeOf<T>()));
            _bytes = [];
            Length = 0;
            return buffer;
        }

        private void Grow(int count)
        {
            var size = Unsafe.SizeOf<T>();
            var needed = checked((Length + count) * size);
            Array.Resize(ref _bytes, Math.Max(needed, (int)Math.Min(Array.MaxLength / size * size, Math.Max(8L * size, 2L * _bytes.Length))));
        }
    }
}
