using System.Xml.Linq;

namespace FleetReport.Report;

/// <summary>A bar for each item, with its value written at its end.</summary>
internal static class BarChart
{
    private const int Width = 480;
    private const int LabelWidth = 90;
    private const int ValueWidth = 70;
    private const int RowHeight = 30;

    /// <param name="title">What screen readers say it is.</param>
    /// <param name="bars">The items; the series chooses the colour.</param>
    public static XElement Of(string title, IReadOnlyList<(string Label, double Value, string Text, int Series)> bars)
    {
        double most = Math.Max(bars.Max(bar => bar.Value), double.Epsilon);
        return Svg.Of(Width, (bars.Count * RowHeight) + 4, title, string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Text}")), bars.Select((bar, i) =>
        {
            int middle = (i * RowHeight) + (RowHeight / 2) + 2;
            double length = bar.Value / most * (Width - LabelWidth - ValueWidth);
            return Svg.Element(
                "g",
                Svg.Text(LabelWidth - 8, middle + 4, bar.Label, ("text-anchor", "end")),
                Svg.Element("rect", ("class", $"s{bar.Series}"), ("x", LabelWidth), ("y", middle - 9), ("width", Svg.Number(length)), ("height", 18), ("rx", 3)),
                Svg.Text(LabelWidth + length + 6, middle + 4, bar.Text, ("class", "value")));
        }));
    }
}
