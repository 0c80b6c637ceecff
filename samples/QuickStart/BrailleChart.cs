using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuickStart;

/// <summary>A line over time, drawn in the terminal with braille dots: eight to a character.</summary>
internal sealed class BrailleChart(IReadOnlyList<(double X, double Y)> points, string left, string right) : Renderable
{
    private const int Rows = 10;
    private const int LabelWidth = 9;

    // The bit of each dot of a braille character, by row and column.
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var columns = Math.Max(10, Math.Min(maxWidth, 110) - LabelWidth - 2);
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var cells = Draw(columns, low, high > low ? high : low + 1);
        var line = new Style(Color.Aqua);
        var frame = new Style(Color.Grey);
        for (var row = 0; row < Rows; row++)
        {
            var label = row == 0 ? Label(high) : row == Rows - 1 ? Label(low) : "";
            yield return new Segment(label.PadLeft(LabelWidth) + " ┤", frame);
            yield return new Segment(string.Concat(Enumerable.Range(0, columns).Select(column => (char)(0x2800 + cells[row, column]))), line);
            yield return Segment.LineBreak;
        }

        yield return new Segment(new string(' ', LabelWidth + 2) + left.PadRight(Math.Max(left.Length + 1, columns - right.Length)) + right, frame);
        yield return Segment.LineBreak;
    }

    private static string Label(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private int[,] Draw(int columns, double low, double high)
    {
        var cells = new int[Rows, columns];
        var (first, last) = (points[0].X, points[^1].X);
        var (width, height) = (columns * 2, Rows * 4);
        (int X, int Y)? before = null;
        foreach (var (x, y) in points)
        {
            var now = (
                X: last > first ? (int)((x - first) / (last - first) * (width - 1)) : 0,
                Y: (int)((high - y) / (high - low) * (height - 1)));
            var steps = before is { } start ? Math.Max(1, Math.Max(Math.Abs(now.X - start.X), Math.Abs(now.Y - start.Y))) : 1;
            for (var step = 1; step <= steps; step++)
            {
                var from = before ?? now;
                var (dotX, dotY) = (from.X + ((now.X - from.X) * step / steps), from.Y + ((now.Y - from.Y) * step / steps));
                cells[dotY / 4, dotX / 2] |= Dots[dotY % 4, dotX % 2];
            }

            before = now;
        }

        return cells;
    }
}
