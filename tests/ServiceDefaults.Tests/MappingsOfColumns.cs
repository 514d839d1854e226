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
}
