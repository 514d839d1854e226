using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, CrmPlatform.Customers.CustomersHost.Build);
