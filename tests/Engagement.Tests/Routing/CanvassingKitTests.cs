using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Routing;

namespace CrmPlatform.Engagement.Tests.Routing;

public class CanvassingKitTests
{
    [Fact]
    public void Ten_things_are_taken_along_each_named_in_three_languages()
    {
        Assert.Equal(10, CanvassingKit.Items.DistinctBy(item => item.Key).Count());
        Assert.All(CanvassingKit.Items, item => Assert.True(new[] { item.Name, item.Reason }.All(text =>
            text.Has(LocalText.English) && text.Has(LocalText.Simplified) && text.Has(LocalText.Traditional))));
    }

    [Fact]
    public void What_is_not_packed_is_named()
    {
        Assert.Equal(["map"], CanvassingKit.Missing(CanvassingKit.Items.Skip(1).Select(item => item.Key)).Select(item => item.Key));
        Assert.Empty(CanvassingKit.Missing([.. CanvassingKit.Items.Select(item => item.Key), "umbrella"]));
    }
}
