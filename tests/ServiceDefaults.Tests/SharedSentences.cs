using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X2: what is said in the caller's language is said in English where it cannot be recognised.</summary>
public sealed class SharedSentences
{
    [Fact]
    public void What_everybody_says_is_said_in_the_caller_s_language()
    {
        Assert.Equal("没有您可以查看的“7”。", SharedTexts.In("There is no case '7' that you may see.", Language.SimplifiedChinese));
        Assert.Equal("There is no case '7' that you may see.", SharedTexts.In("There is no case '7' that you may see.", Language.English));
        Assert.Equal("Only here.", SharedTexts.In("Only here.", Language.SimplifiedChinese));
    }

    [Fact]
    public void What_is_too_long_to_be_looked_at_is_said_as_it_is()
    {
        // Each of its parts could be the end of what stands between the quotes: tried one by one that takes longer than an answer may.
        var endless = "'" + string.Concat(Enumerable.Repeat("' is not known; one of these is expected: ", 5_000));
        Assert.Equal(endless, SharedTexts.In(endless, Language.TraditionalChinese));
        Assert.Equal(endless[..1_999], SharedTexts.In(endless[..1_999], Language.TraditionalChinese));
    }
}
