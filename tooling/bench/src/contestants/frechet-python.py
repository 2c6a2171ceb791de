"""The Frechet distance of two files of float32 features. Arguments: scipy or eigvals, the files, the dimension.

scipy: as pytorch-fid, numpy's covariance and scipy's sqrtm. eigvals: as torchmetrics and torch-fidelity, torch's eigenvalues of the product.
"""

import sys

import numpy as np

formula, first, second, dimension = sys.argv[1:]
sets = [np.fromfile(path, np.float32).reshape(-1, int(dimension)).astype(np.float64) for path in (first, second)]
(m1, s1), (m2, s2) = [(x.mean(0), np.cov(x, rowvar=False)) for x in sets]
if formula == "scipy":
    from scipy import linalg

    root = np.trace(linalg.sqrtm(s1 @ s2)).real
else:
    import torch

    root = torch.linalg.eigvals(torch.from_numpy(s1) @ torch.from_numpy(s2)).sqrt().real.sum().item()
print(((m1 - m2) ** 2).sum() + np.trace(s1) + np.trace(s2) - 2 * root, file=sys.stderr)
