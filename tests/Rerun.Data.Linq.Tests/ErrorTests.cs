using Rerun.Catalog;

namespace Rerun.Data.Linq.Tests;

/// <summary>What cannot be answered says why, and how to go on.</summary>
public sealed class ErrorTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private RerunQueryable<DriveSample> Samples => drives.Source.Dataset("drives").Index<DriveSample>("log_time");

    [Fact]
    public void Client_code_in_a_condition_is_named_with_its_operator()
    {
        var fault = Assert.Throws<RerunTranslationException>(() => Samples.Where(r => IsFast(r.Speed)).ToList());
        Assert.Equal("Where", fault.Operator);
        Assert.Contains("IsFast", fault.Expression, StringComparison.Ordinal);
        Assert.Contains("AsEnumerable()", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_without_translation_is_a_translation_error() =>
        Assert.Throws<RerunTranslationException>(() => Samples.TakeWhile(r => r.Speed > 5).ToList());

    [Fact]
    public void Culture_sensitive_text_comparison_is_refused() =>
        Assert.Throws<RerunTranslationException>(() => Samples.Where(r => r.PartitionId.StartsWith("d", StringComparison.CurrentCulture)).ToList());

    [Fact]
    public void A_captured_value_that_fails_is_named()
    {
        string? text = null;
        var fault = Assert.Throws<RerunTranslationException>(() => Samples.Where(r => r.PartitionId == text!.Trim()).ToList());
        Assert.Contains("text", fault.Expression, StringComparison.Ordinal);
        Assert.IsType<NullReferenceException>(fault.InnerException);
    }

    [Fact]
    public void An_unknown_column_names_the_nearest()
    {
        var fault = Assert.Throws<RerunException>(() => drives.Source.Dataset("drives").Index<Misspelt>("log_time").First());
        Assert.Contains("/drive/speed:Scalars:scalars", fault.Message, StringComparison.Ordinal);
        var dynamic = Assert.ThrowsAny<RerunException>(() => drives.Source.Dataset("drives").Index("log_time").Select(r => r["/drive/sped:Scalars:scalars"].As<double?>()).First());
        Assert.Contains("/drive/speed:Scalars:scalars", dynamic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_datasets_and_indexes_list_what_there_is()
    {
        Assert.Contains("drives", Assert.Throws<RerunException>(() => drives.Source.Dataset("drive").Index("log_time").Count()).Message, StringComparison.Ordinal);
        Assert.Contains("log_time", Assert.Throws<RerunException>(() => drives.Source.Dataset("drives").Index("logtime").Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_in_a_property_that_cannot_be_null_suggests_the_nullable_type()
    {
        var fault = Assert.Throws<RerunException>(() => drives.Source.Dataset("drives").Index<NotNull>("log_time").ToList());
        Assert.Contains("Double?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("of partition 'drive-", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_elements_in_a_scalar_name_column_row_and_length()
    {
        var fault = Assert.Throws<RerunException>(() => drives.Source.Dataset("drives").Index<OneLabel>("log_time").ToList());
        Assert.Equal(RerunErrorCode.Cardinality, fault.ErrorKind);
        Assert.Matches(@"'/camera/detections:Boxes2D:labels' has a list of \d+ elements at log_time .* of partition 'drive-", fault.Message);
        Assert.Throws<RerunException>(() => drives.Source.Dataset("drives").Index<OneLabel>("log_time").Count(row => row.Label == "car"));
    }

    [Fact]
    public void First_of_nothing_throws_and_single_of_many_too()
    {
        Assert.Throws<InvalidOperationException>(() => Samples.First(r => r.Speed > 1e9));
        Assert.Throws<InvalidOperationException>(() => Samples.Single());
        Assert.Throws<InvalidOperationException>(() => Samples.Where(r => r.Speed > 1e9).Min(r => r.LogTime));
    }

    private static bool IsFast(double? speed) => speed > 5;

    private sealed class Misspelt
    {
        [RerunColumn("/drive/sped:Scalars:scalars")]
        public double? Speed { get; set; }
    }

    private sealed class NotNull
    {
        public string PartitionId { get; set; } = "";

        public DateTime LogTime { get; set; }

        [RerunColumn("/battery:Battery:percent")]
        public double Speed { get; set; }
    }

    private sealed class OneLabel
    {
        public string PartitionId { get; set; } = "";

        public DateTime LogTime { get; set; }

        [RerunColumn("/camera/detections:Boxes2D:labels")]
        public string? Label { get; set; }
    }
}
