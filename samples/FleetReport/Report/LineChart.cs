using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace FleetReport.Report;

/// <summary>Lines over a common axis, or one small line without axes.</summary>
internal static class LineChart
{
    private const int Width = 680;
    private const int Height = 230;
    private const int Left = 34;
    private const int Bottom = 24;
    private const int MostPoints = 160;

    /// <param name="title">What screen readers say it is.</param>
    /// <param name="description">What the lines show, in words.</param>
    /// <param name="unit">The unit of the vertical axis.</param>
    /// <param name="lines">The lines; the series chooses the colour.</param>
    public static XElement Of(string title, string description, string unit, IReadOnlyList<(int Series, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        double right = lines.SelectMany(line => line.Points).Select(point => point.X).DefaultIfEmpty(1).Max();
        double top = Math.Ceiling(lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty(1).Max());
        double X(double x) => Left + (x / right * (Width - Left - 8));
        double Y(double y) => Height - Bottom - (y / top * (Height - Bottom - 24));
        double step = Math.Max(1, Math.Ceiling(top / 6));
        var axis = Enumerable.Range(0, (int)(top / step) + 1).Select(i => i * step).Select(y => Svg.Element(
            "g",
            Svg.Element("line", ("class", "axis"), ("x1", Left), ("x2", Width - 8), ("y1", Svg.Number(Y(y))), ("y2", Svg.Number(Y(y)))),
            Svg.Text(Left - 6, Y(y) + 4, Svg.Number(y), ("text-anchor", "end"))));
        var times = Enumerable.Range(0, 4).Select(i => right / 3 * i).Select((x, i) =>
            Svg.Text(X(x), Height - 6, $"{x.ToString("0", CultureInfo.InvariantCulture)} s", ("text-anchor", i == 0 ? "start" : i == 3 ? "end" : "middle")));
        return Svg.Of(Width, Height, title, description, axis, times, Svg.Text(Left - 6, 11, unit, ("text-anchor", "end")), lines.Select(line => Path(line.Points, X, Y, $"s{line.Series}")));
    }

    /// <summary>A line as small as a word.</summary>
    public static XElement Spark(string title, IReadOnlyList<(double X, double Y)> points, double right, double top)
    {
        var svg = Svg.Of(120, 28, title, null, Path(points, x => x / right * 120, y => 26 - (y / top * 24), "s0"));
        svg.Add(new XAttribute("class", "spark"), new XAttribute("preserveAspectRatio", "none"));
        return svg;
    }

    // Of many points the highest of each stretch is drawn: that is what one looks for.
    private static XElement Path(IReadOnlyList<(double X, double Y)> points, Func<double, double> x, Func<double, double> y, string className)
    {
        int stretch = Math.Max(1, (points.Count + MostPoints - 1) / MostPoints);
        var path = new StringBuilder();
        foreach (var part in points.Chunk(stretch))
        {
            var point = part.MaxBy(one => one.Y);
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Svg.Number(x(point.X))).Append(' ').Append(Svg.Number(y(point.Y)));
        }

        return Svg.Element("path", ("class", className), ("d", path.ToString()));
    }
}
