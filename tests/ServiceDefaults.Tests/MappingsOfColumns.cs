using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>C17: what may come as the mapping of an import.</summary>
public sealed class MappingsOfColumns
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Nothing_maps_nothing(string? mapping)
    {
        Assert.Empty(Assert.IsType<Dictionary<string, string>>(ColumnMapping.Parse(mapping, out var problem)));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":"Kunde","role":null}""")]
    [InlineData("""{"name":5}""")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public void What_names_no_column_is_refused(string mapping)
    {
        Assert.Null(ColumnMapping.Parse(mapping, out var problem));
        Assert.Equal(["mapping"], problem!.Errors.Keys);
    }

    [Fact]
    public void A_column_is_named_for_each_field() =>
        Assert.Equal(new Dictionary<string, string> { ["name"] = "Kunde", ["role"] = "Rolle" }, ColumnMapping.Parse("""{"name":"Kunde","role":"Rolle"}""", out _));

    // Which of them is meant nobody knows; two that nothing is read from do no harm.
    [Fact]
    public void Two_columns_of_one_name_are_refused_where_one_of_them_is_read()
    {
        Dictionary<string, int> Of(Dictionary<string, string> mapping, string[] header, out ServiceDefaults.Errors.Invalid? problem) => ColumnMapping.Resolve(new Things(), mapping, header, out problem);
        Assert.Equal(new Dictionary<string, int> { ["name"] = 0 }, Of([], ["name", "wat", "WAT"], out var none));
        Assert.Null(none);
        _ = Of([], ["name", "wat", "Name"], out var twice);
        Assert.Equal(["mapping.name"], twice!.Errors.Keys);
        _ = Of([], ["name", "Na-me"], out var alike);
        Assert.Equal(["mapping.name"], alike!.Errors.Keys);
        Assert.Equal(1, Of(new() { ["name"] = "Na-me" }, ["name", "Na-me"], out none)["name"]);
        Assert.Null(none);
        _ = Of(new() { ["name"] = "Kunde" }, ["Kunde", "name", "Kunde"], out var mapped);
        Assert.Equal(["mapping.name"], mapped!.Errors.Keys);
    }

    private sealed class Things : IImportKind
    {
        public string Kind => "things";

        public IReadOnlyList<ImportField> Fields { get; } = [new("name", true)];

        public ImportSession Begin(ImportSettings settings, ServiceDefaults.Auth.Caller person) => throw new NotSupportedException();
    }
}
