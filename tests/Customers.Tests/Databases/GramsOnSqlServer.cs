using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Customers.Tests.Databases;

/// <summary>C18: SQL Server compares two texts as if blanks followed the shorter one, also in keys.</summary>
public sealed class GramsOnSqlServer
{
    [Theory]
    [InlineData("Peter Miller")]
    [InlineData("王 伟")]
    [InlineData("Le Le Le")]
    [InlineData("Ab Cab")]
    public void No_two_grams_of_a_name_are_one_key(string name)
    {
        var grams = SearchText.Grams(SearchText.Normalise(name));
        Assert.NotEqual(grams.Count, grams.Select(gram => gram.TrimEnd(' ')).Distinct(StringComparer.Ordinal).Count());

        Assert.Equal(grams.Count, grams.Select(gram => PostingsMap.Stored(gram, sqlite: false).TrimEnd(' ')).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_is_asked_for_is_what_is_stored()
    {
        using var db = new CustomersSqlServer(PersistenceSetup.DesignTime<CustomersSqlServer>(DatabaseProvider.SqlServer));
        foreach (var postings in new[] { typeof(CustomerGram), typeof(CustomerNameGram) })
        {
            var converter = db.Model.FindEntityType(postings)!.FindProperty(nameof(CustomerGram.Gram))!.GetValueConverter()!;
            Assert.Equal(PostingsMap.Stored("er ", sqlite: false), converter.ConvertToProvider("er "));
            Assert.Equal("er ", converter.ConvertFromProvider(PostingsMap.Stored("er ", sqlite: false)));
        }
    }
}
