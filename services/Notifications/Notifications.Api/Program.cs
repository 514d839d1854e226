using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, CrmPlatform.Notifications.NotificationsHost.Build);
