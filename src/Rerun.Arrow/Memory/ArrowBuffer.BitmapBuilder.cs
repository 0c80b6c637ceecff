namespace Rerun.Arrow;

public readonly partial struct ArrowBuffer
{
    /// <summary>Grows a bitmap, least significant bit first.</summary>
    public sealed class BitmapBuilder
    {
        private byte[] _bits;

        /// <summary>An empty builder.</summary>
        /// <param name="capacity">Room for so many bits at first.</param>
        public BitmapBuilder(int capacity = 64)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(capacity);
            _bits = new byte[BitUtility.ByteCount(capacity)];
        }

        /// <summary>The number of bits.</summary>
        public int Length { get; private set; }

        /// <summary>Room for so many bits.</summary>
        public int Capacity => (int)Math.Min(int.MaxValue, 8L * _bits.Length);

        /// <summary>The number of bits that are set.</summary>
        public int SetBitCount { get; private set; }

        /// <summary>The number of bits that are not set.</summary>
        public int UnsetBitCount => Length - SetBitCount;

        /// <summary>The bits so far, whole bytes; valid until the builder is used again.</summary>
        public ReadOnlySpan<byte> Span => _bits.AsSpan(0, BitUtility.ByteCount(Length));

        /// <summary>Adds a bit.</summary>
        public BitmapBuilder Append(bool value)
        {
            Reserve(1);
            if (value)
            {
                _bits[Length >> 3] |= (byte)(1 << (Length & 7));
                SetBitCount++;
            }

            Length++;
            return this;
        }

        /// <summary>Adds the bits of a bitmap from an offset on.</summary>
        public BitmapBuilder Append(ReadOnlySpan<byte> source, int offset, int count)
        {
            Reserve(count);
            BitUtility.CopyBits(source, offset, _bits, Length, count);
            Length += count;
            SetBitCount += BitUtility.CountBits(source, offset, count);
            return this;
        }

        /// <summary>Adds bits.</summary>
        public BitmapBuilder AppendRange(IEnumerable<bool> values)
        {
            ArgumentNullException.ThrowIfNull(values);
            foreach (var value in values)
            {
                Append(value);
            }

            return this;
        }

        /// <summary>Adds so many equal bits.</summary>
        public BitmapBuilder AppendRange(bool value, int length)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            Reserve(length);
            if (value)
            {
                BitUtility.SetBits(_bits, Length, length, true);
                SetBitCount += length;
            }

            Length += length;
            return this;
        }

        /// <summary>Sets the bit at a position.</summary>
        public BitmapBuilder Set(int index) => Set(index, true);

        /// <summary>Clears the bit at a position.</summary>
        public BitmapBuilder Clear(int index) => Set(index, false);

        /// <summary>Sets or clears the bit at a position.</summary>
        public BitmapBuilder Set(int index, bool value)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            if (BitUtility.GetBit(_bits, index) != value)
            {
                BitUtility.SetBit(_bits, index, value);
                SetBitCount += value ? 1 : -1;
            }

            return this;
        }

        /// <summary>Makes room for so many more bits.</summary>
        public BitmapBuilder Reserve(int numElements)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(numElements);
            var bytes = BitUtility.ByteCount(checked(Length + numElements));
            if (bytes > _bits.Length)
            {
                Array.Resize(ref _bits, Math.Max(bytes, Math.Max(8, 2 * _bits.Length)));
            }

            return this;
        }

        /// <summary>Removes all bits.</summary>
        public BitmapBuilder Clear()
        {
            _bits.AsSpan().Clear();
            Length = 0;
            SetBitCount = 0;
            return this;
        }

        /// <summary>The bitmap. The builder hands its memory over and is empty afterwards.</summary>
        public ArrowBuffer Build()
        {
            var buffer = Length == 0 ? Empty : new ArrowBuffer(_bits.AsMemory(0, BitUtility.ByteCount(Length)));
            _bits = [];
            Length = 0;
            SetBitCount = 0;
            return buffer;
        }
    }
}
